/** What a step of a stored sieve says, in its first i32. The kernels are compiled with this file, so it holds plain numbers only. */
export const ALL = 0;
export const ANY = 1;
export const PRESENT = 2;
export const LIKE = 3;
export const UNLIKE = 4;
export const LACKS = 5;
