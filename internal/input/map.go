package input

import (
	"errors"
	"io"
	"os"
	"runtime/debug"
	"syscall"
	"unsafe"
)

// ErrShorter tells of a file that lost bytes while it was read.
var ErrShorter = errors.New("somebody made the file shorter while it was read; run again")

// Take is ReadAll, but a large regular file is not copied: the text is the file's own
// pages, as long as the file was when it was opened, and it is to be used within
// Guarded alone.
func Take(r io.Reader, limit int) ([]byte, error) {
	file, ok := r.(*os.File)
	if !ok {
		return ReadAll(r, limit)
	}
	from, size := extentOf(file)
	switch {
	case size-from <= smallest:
		return ReadAll(r, limit)
	case size-from > int64(limit):
		return nil, &TooLargeError{limit}
	}
	text, err := pagesOf(file, from, size)
	if err != nil {
		return ReadAll(r, limit) // of a file system that has no pages
	}
	_, err = file.Seek(size, io.SeekStart) // as reading it would
	return text, err
}

// extentOf is what of a regular file is still to be read; nothing for other files.
func extentOf(file *os.File) (from, size int64) {
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0, 0
	}
	if from, err = file.Seek(0, io.SeekCurrent); err != nil {
		return 0, 0
	}
	return from, info.Size()
}

// Guarded calls use, which uses the text, and returns its error; ErrShorter when a page
// of the text was no longer there.
func Guarded(text []byte, use func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch p := recover().(type) {
		case nil:
		case interface{ Addr() uintptr }: // of SetPanicOnFault
			if start := uintptr(unsafe.Pointer(unsafe.SliceData(text))); p.Addr() < start || p.Addr()-start >= uintptr(len(text)) {
				panic(p)
			}
			err = ErrShorter
		default:
			panic(p)
		}
	}()
	if err = use(); errors.Is(err, syscall.EFAULT) { // of a call that writes the text
		err = ErrShorter
	}
	return err
}
