import type { Template } from '../cloudformation/read-template.ts';
import { readTemplate } from '../cloudformation/read-template.ts';

/** A hub with one function that writes a row and publishes a message, woken by a schedule and by a forwarded event. */
export const smallHub: Template = readTemplate(
  `
Resources:
  Bus:
    Type: AWS::Events::EventBus
    Properties: { Name: hub }
  BusPolicy:
    Type: AWS::Events::EventBusPolicy
    Properties:
      EventBusName: !Ref Bus
      StatementId: organization
      Statement:
        Effect: Allow
        Principal: '*'
        Action: events:PutEvents
        Resource: !GetAtt Bus.Arn
        Condition: { StringEquals: { 'aws:PrincipalOrgID': o-example1234 } }
  Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: alerts } }
  Failures: { Type: AWS::SQS::Queue, Properties: { QueueName: failures } }
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: ledger
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - { AttributeName: pk, AttributeType: S }
        - { AttributeName: sk, AttributeType: S }
        - { AttributeName: due, AttributeType: S }
      KeySchema: [{ AttributeName: pk, KeyType: HASH }, { AttributeName: sk, KeyType: RANGE }]
      GlobalSecondaryIndexes:
        - IndexName: due
          KeySchema: [{ AttributeName: due, KeyType: HASH }, { AttributeName: sk, KeyType: RANGE }]
          Projection: { ProjectionType: ALL }
  WatchRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: watch
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: watch
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: sns:Publish, Resource: !Ref Topic }
              - { Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Failures.Arn }
              - { Effect: Allow, Action: [dynamodb:PutItem, dynamodb:GetItem, dynamodb:Query], Resource: [!GetAtt Table.Arn, !Sub '\${Table.Arn}/index/*'] }
              - { Effect: Allow, Action: sts:AssumeRole, Resource: 'arn:aws:iam::*:role/read' }
  Watch:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: watch
      Runtime: nodejs24.x
      Handler: dist/watch/handler.handler
      Role: !GetAtt WatchRole.Arn
      Timeout: 30
      MemorySize: 512
      Environment: { Variables: { TOPIC: !Ref Topic, TABLE: !Ref Table } }
  WatchFailures:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Watch
      Qualifier: $LATEST
      DestinationConfig: { OnFailure: { Destination: !GetAtt Failures.Arn } }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !Ref Bus
      EventPattern: { source: [aws.tag], detail-type: [Tag Change on Resource] }
      Targets: [{ Id: watch, Arn: !GetAtt Watch.Arn }]
  RulePermission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Watch
      Action: lambda:InvokeFunction
      Principal: events.amazonaws.com
      SourceArn: !GetAtt Rule.Arn
  TickRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: scheduler.amazonaws.com }
            Action: sts:AssumeRole
            Condition: { StringEquals: { 'aws:SourceAccount': !Ref AWS::AccountId } }
      Policies:
        - PolicyName: invoke
          PolicyDocument:
            Statement: [{ Effect: Allow, Action: lambda:InvokeFunction, Resource: !GetAtt Watch.Arn }]
  Tick:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(5 minutes)
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: !GetAtt Watch.Arn
        RoleArn: !GetAtt TickRole.Arn
        Input: '{"kind":"sweep","scheduledTime":"<aws.scheduler.scheduled-time>"}'
`,
  'small hub',
);

/** A member that forwards its tag events to the hub's bus, and a role that the hub may become. */
export const smallMember: Template = readTemplate(
  `
Parameters:
  HubAccountId: { Type: String }
Resources:
  ForwardRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: forward
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: events:PutEvents
                Resource: !Sub 'arn:aws:events:eu-central-1:\${HubAccountId}:event-bus/hub'
  ReadRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: read
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::\${HubAccountId}:role/watch' }, Action: sts:AssumeRole }
  Forward:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [aws.tag] }
      Targets:
        - Id: hub
          Arn: !Sub 'arn:aws:events:eu-central-1:\${HubAccountId}:event-bus/hub'
          RoleArn: !GetAtt ForwardRole.Arn
`,
  'small member',
);
