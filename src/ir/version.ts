/** Version of the IR's data form; a stored plan of another version is not read. */
export const IR_VERSION = 1;
