package files

// A Reader reads files of a listing one after the other: what does not matter in one
// buffer, from the folder that the file before stood in. It is for one goroutine.
type Reader struct {
	listing *Listing
	buffer  []byte
	from    int // the folder that is open; -1 for none
	dir     dir
}

// firstRead is as much as nearly every manifest has.
const firstRead = 64 << 10

// NewReader prepares a Reader. Whoever asks for it closes it.
func (l *Listing) NewReader() *Reader {
	return &Reader{listing: l, buffer: make([]byte, firstRead), from: -1}
}

// Close gives up the folder that is open.
func (r *Reader) Close() {
	if r.from >= 0 {
		r.dir.close()
		r.from = -1
	}
}

// Read reads the file of one of the paths. Where its text does not matter, there is no
// Version; the text may be looked at and not kept. A file that is left out for its size
// is a *Skip.
func (r *Reader) Read(i int, matters func(text []byte) bool) (*Version, error) {
	path, at := r.listing.Paths[i], r.listing.places[i]
	if at.folder < 0 {
		v, err := Read(path)
		if err != nil || !matters(v.Text) {
			return nil, err
		}
		return v, nil
	}
	f, err := r.open(at.folder, path[at.name:])
	if err != nil {
		return nil, Named(path, err)
	}
	text, complete, err := r.fill(f)
	if err != nil || complete && !matters(text) {
		f.close()
		if err != nil {
			err = Named(path, err)
		}
		return nil, err
	}
	return r.keep(f, path, complete, matters)
}

// open opens a file in a folder.
func (r *Reader) open(folder int, name string) (f handle, err error) {
	if r.from != folder {
		r.Close()
		if r.dir, err = openDir(r.listing.folders[folder]); err != nil {
			return f, err
		}
		r.from = folder
	}
	return r.dir.open(name)
}

// fill reads a file into the buffer, and reports whether that is all of it.
func (r *Reader) fill(f handle) (text []byte, complete bool, err error) {
	for n := 0; n < len(r.buffer); {
		more, err := f.read(r.buffer[n:])
		if err != nil || more == 0 {
			return r.buffer[:n], true, err
		}
		n += more
	}
	return nil, false, nil
}

// keep reads a file that is open once more, and remembers what it was before.
func (r *Reader) keep(f handle, path string, known bool, matters func(text []byte) bool) (*Version, error) {
	file := f.file(path)
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, Named(path, err)
	}
	if info.Size() > maxSize {
		return nil, tooLarge(path, info.Size())
	}
	text, err := readSized(file, info.Size())
	if err != nil {
		return nil, Named(path, err)
	}
	if !known && !matters(text) {
		return nil, nil
	}
	return &Version{Path: path, Text: text, target: path, info: info}, nil
}
