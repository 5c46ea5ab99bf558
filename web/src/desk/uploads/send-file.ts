import type { SendFile } from './uploads.ts';

/** Uploads by XMLHttpRequest, because `fetch` tells nothing of how far it is. */
export const sendFile: SendFile = ({ url, headers }, file, { signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => {
      onProgress(total === 0 ? 0 : loaded / total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new Error(`The bucket answered ${request.status}`));
    };
    request.onerror = () => {
      reject(new Error('The bucket could not be reached'));
    };
    request.onabort = () => {
      reject(new Error('The upload was ended'));
    };
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });
