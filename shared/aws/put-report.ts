import { PutObjectCommand } from '@aws-sdk/client-s3';
import { s3Client } from './clients.ts';

/** A file of a report. */
export interface ReportFile {
  readonly name: string;
  readonly contentType: string;
  readonly text: string;
}

/** Puts a file into the reports' bucket; one that is there under this key is written over. */
export type PutReport = (folder: string, file: ReportFile) => Promise<void>;

export function reportPutter(bucket: string): PutReport {
  const s3 = s3Client();
  return async (folder, { name, contentType, text }) => {
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: `${folder}/${name}`, Body: text, ContentType: contentType }),
    );
  };
}
