import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** All bytes of an object; throws NoSuchKey when it doesn't exist. */
export const readObject = async (client: S3Client, bucket: string, key: string): Promise<Uint8Array> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined) throw new Error(`S3 answered without a body for ${key}`);
  return Body.transformToByteArray();
};
