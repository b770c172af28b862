import { describe, expect, it } from '@jest/globals';
import { statusOf } from './invocation-status.ts';

describe('statusOf()', () => {
  it.each([
    ['Success', 'Success'],
    ['DeliveryTimedOut', 'DeliveryTimedOut'],
    ['Delivery Timed Out', 'DeliveryTimedOut'],
    ['In Progress', 'InProgress'],
    ['Canceled', 'Cancelled'],
    ['Canceling', 'Cancelling'],
    ['NoInstancesInTag', 'NoInstancesInTag'],
    ['SUCCESS', 'Success'],
    ['Hibernated', 'Unknown'],
    ['Successful', 'Unknown'],
    ['Unknown', 'Unknown'],
    ['', 'Unknown'],
  ])('reads %j as %s', (text, status) => {
    expect(statusOf(text)).toBe(status);
  });
});
