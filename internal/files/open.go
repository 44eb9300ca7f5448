package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// errNotRegular is for what is no file with a text: a directory, a named pipe, a socket,
// a device.
var errNotRegular = errors.New("not a regular file")

// openRegular opens a regular file for reading. What is at the path may have changed
// since it was listed, so the opened file itself is asked, and nothing waits.
func openRegular(path string) (*os.File, fs.FileInfo, error) {
	file, err := openAny(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

// openAny opens what is at a path, without waiting.
func openAny(path string) (*os.File, error) {
	file, err := openNow(path)
	if err == nil {
		return file, nil
	}
	if info, e := os.Stat(path); e == nil && info.Mode()&(fs.ModeSocket|fs.ModeDevice) != 0 {
		err = errNotRegular // a socket cannot be opened, nor a device that is not there
	}
	return nil, err
}

// ReadRegular reads all of a regular file that is no larger than a manifest may be.
func ReadRegular(path string) ([]byte, error) {
	file, info, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info.Size() > maxSize {
		return nil, tooLarge(path, info.Size())
	}
	return readAtMost(file, maxSize)
}

// smallSize is more than a configuration or an ignore file of people has.
const smallSize = 1 << 20

// readSmall reads a regular file that people write by hand.
func readSmall(path string) ([]byte, error) {
	file, _, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readAtMost(file, smallSize)
}

// configWait is how long a pipe may take to give the configuration.
const configWait = 30 * time.Second

// writerWait is how long a pipe may be without a writer.
const writerWait = 5 * time.Second

// configSize is more than any cache's configuration has.
const configSize = 16 << 20

// ReadConfig reads a configuration: a regular file, or a pipe such as the shell makes of
// <(sops --decrypt FILE). A pipe that gives nothing is not waited for without end.
func ReadConfig(path string) ([]byte, error) {
	file, err := openAny(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("a directory; give the configuration's file")
	case !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0:
		return nil, errNotRegular
	case info.Mode()&fs.ModeNamedPipe != 0:
		_ = file.SetReadDeadline(time.Now().Add(configWait)) // where it cannot be set, Ctrl-C ends the wait
	}
	text, err := readAtMost(file, configSize)
	for began := time.Now(); err == nil && len(text) == 0 && info.Mode()&fs.ModeNamedPipe != 0 && time.Since(began) < writerWait; {
		time.Sleep(20 * time.Millisecond) // nobody has opened it for writing yet
		text, err = readAtMost(file, configSize)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = fmt.Errorf("the pipe did not end within %v", configWait)
	}
	return text, err
}

// readAtMost reads to the end, and refuses what is longer.
func readAtMost(r io.Reader, most int) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(text) > most {
		return nil, fmt.Errorf("larger than %d KiB", most>>10)
	}
	return text, err
}

// readNow reads all of a regular file.
func readNow(path string) ([]byte, error) {
	file, info, err := openRegular(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readSized(file, info.Size())
}

// Open opens a regular file for reading, without waiting.
func Open(path string) (*os.File, error) {
	file, _, err := openRegular(path)
	return file, err
}
