/** What an error of the operating system means, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of its path is no folder';
    case 'EEXIST':
      return 'a file stands there';
    case 'ELOOP':
      return 'its links lead in a circle';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'EFBIG':
      return 'the file would become larger than is allowed here';
    case 'EROFS':
      return 'the disk takes no changes';
    default:
      return message ?? String(error);
  }
}
