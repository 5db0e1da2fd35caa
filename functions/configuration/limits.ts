/** As strconv.ParseInt reads both numbers; a kernel takes no soft limit above the hard one. */
export function isUlimit(text: string): boolean {
  const [, soft = '', hard] = /^([-+]?\d+)(?::([-+]?\d+))?$/.exec(text) ?? [];
  return soft !== '' && (hard === undefined || Number(hard) < 0 || Number(soft) <= Number(hard));
}

/** parseUintList of moby's sysinfo_linux.go. */
export function isNumberList(text: string): boolean {
  return text.split(',').every((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    return text === '' || (first !== undefined && Number(first) <= Number(last));
  });
}
