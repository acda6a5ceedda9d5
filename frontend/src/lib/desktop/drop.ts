import type { ImportFile, ImportOptions } from './types';

/** noOptions overrides nothing: the program recognises the file by itself. */
export function noOptions(): ImportOptions {
  return {
    profile: '',
    map: {},
    date_format: '',
    decimal: '',
    encoding: '',
    separator: '',
    sheet: '',
    header_rows: '',
    source: '',
  };
}

/** atPath names a file the program can open by itself. */
export function atPath(path: string): ImportFile {
  return { path, name: path.split(/[\\/]/).pop() ?? path, content: '', inside: '', options: noOptions() };
}

/** withContent reads a file a browser was given; only its name and bytes are known. */
export async function withContent(file: File): Promise<ImportFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return { path: '', name: file.name, content: btoa(binary), inside: '', options: noOptions() };
}

/** hearBrowserDrops gives every file dropped anywhere on the page. */
export function hearBrowserDrops(hear: (files: ImportFile[]) => void): () => void {
  const over = (e: DragEvent): void => {
    if (e.dataTransfer?.types.includes('Files')) e.preventDefault();
  };
  const drop = (e: DragEvent): void => {
    const files = [...(e.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    e.preventDefault();
    void Promise.all(files.map(withContent)).then(hear);
  };
  window.addEventListener('dragover', over);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop);
  };
}
