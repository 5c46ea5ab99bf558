import { S3Client } from '@aws-sdk/client-s3';
import { s3FailedRecords } from '../../shared/adapters/s3/failed-records.ts';
import { clientDefaults } from '../lambda.ts';

/** What a function of a stream sets aside. Loaded with the first record that can't be read. */
export const failedRecords = (bucket: string) => s3FailedRecords({ client: new S3Client(clientDefaults), bucket });
