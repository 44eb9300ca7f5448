package files

import (
	"bytes"
	"os"
)

// A Reader reads files one after the other: what does not matter in one buffer, from the
// directory that the file before stood in. It is for one goroutine.
type Reader struct {
	buffer []byte
	in     string // the directory that is open; empty for none
	dir    dir
}

// firstRead is as much as nearly every manifest has.
const firstRead = 64 << 10

// Close gives up the directory that is open.
func (r *Reader) Close() {
	if r.in != "" {
		r.dir.close()
		r.in = ""
	}
}

// Read reads a file of a group. Where its text does not matter, there is no Version; the
// text may be looked at and not kept. A file that is left out for its size is a *Skip.
func (r *Reader) Read(g *Group, i int, matters func(text []byte) bool) (*Version, error) {
	if g.in == "" {
		v, err := Read(g.Path(i))
		if err != nil || !matters(v.Text) {
			return nil, err
		}
		return v, nil
	}
	f, err := r.open(g.in, g.names[i])
	if err != nil {
		return nil, Named(g.Path(i), err)
	}
	text, complete, err := r.fill(f)
	if err != nil || complete && !matters(text) {
		f.close()
		if err != nil {
			err = Named(g.Path(i), err)
		}
		return nil, err
	}
	if complete {
		return keep(f, g.Path(i), bytes.Clone(text))
	}
	return large(f, g.Path(i), matters)
}

// open opens a file in a directory.
func (r *Reader) open(in, name string) (f handle, err error) {
	if r.in != in {
		r.Close()
		if r.dir, err = openDir(in); err != nil {
			return f, err
		}
		r.in = in
	}
	return r.dir.open(name)
}

// fill reads a file into the buffer, and reports whether that is all of it.
func (r *Reader) fill(f handle) (text []byte, complete bool, err error) {
	if r.buffer == nil {
		r.buffer = make([]byte, firstRead)
	}
	for n := 0; n < len(r.buffer); {
		more, end, err := f.read(r.buffer[n:])
		if n += more; err != nil || end {
			return r.buffer[:n], true, err
		}
	}
	return nil, false, nil
}

// text reads a file by its path, whatever its size. The text may be looked at and not
// kept.
func (r *Reader) text(path string) ([]byte, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	text, complete, err := r.fill(f)
	f.close()
	if err != nil || complete {
		return text, err
	}
	return os.ReadFile(path)
}

// keep remembers a file that is open, and gives it up. What it was is asked for behind
// the reading: a change between the two shows in the text, before it is replaced.
func keep(f handle, path string, text []byte) (*Version, error) {
	file := f.file(path)
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, Named(path, err)
	}
	return &Version{Path: path, Text: text, target: path, info: info}, nil
}

// large reads a file that does not fit into the buffer, and gives it up.
func large(f handle, path string, matters func(text []byte) bool) (*Version, error) {
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
	if !matters(text) {
		return nil, nil
	}
	return &Version{Path: path, Text: text, target: path, info: info}, nil
}
