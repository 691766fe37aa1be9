/** The media type of a packed book. In a file of its own: a page asks for its books before it has the programs that read them. */
export const packedBookType = 'application/vnd.shapan.book';
