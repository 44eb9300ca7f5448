package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/files/open"
)

// configWait limits how long reading the configuration from a pipe may take.
const configWait = 30 * time.Second

// writerWait limits how long a pipe may be empty with no writer: until one opens it, reading gives
// the end of the file at once.
const writerWait = 5 * time.Second

// configSize limits a configuration, far above any that people write.
const configSize = 16 << 20

// ReadConfig reads a configuration: a regular file, or a pipe such as the shell makes of
// <(sops --decrypt FILE). It fails for anything else, for one above configSize, and for a pipe that
// does not end in time. An empty text is no error.
func ReadConfig(path string) ([]byte, error) { return readFileOrPipe(path, configSize, configWait) }

// ReadFileOrPipe returns the text of a regular file or a pipe. It fails for more than most bytes,
// and for a pipe that nobody writes to; a writer may take its time.
func ReadFileOrPipe(path string, most int) ([]byte, error) { return readFileOrPipe(path, most, 0) }

// readFileOrPipe waits at most so long for the end of a pipe; 0 is for ever.
func readFileOrPipe(path string, most int, wait time.Duration) ([]byte, error) {
	file, err := open.Any(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("a directory; give a file")
	case !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0:
		return nil, open.ErrNotRegular
	case info.Mode().IsRegular():
		_ = file.SetReadDeadline(time.Now().Add(open.Wait))
	case wait > 0:
		_ = file.SetReadDeadline(time.Now().Add(wait)) // where it cannot be set, Ctrl-C ends the wait
	}
	text, err := open.ReadAtMost(file, most)
	for began := time.Now(); err == nil && len(text) == 0 && info.Mode()&fs.ModeNamedPipe != 0 && time.Since(began) < writerWait; {
		time.Sleep(20 * time.Millisecond) // nobody has opened it for writing yet
		text, err = open.ReadAtMost(file, most)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) && !info.Mode().IsRegular() {
		err = fmt.Errorf("the pipe did not end within %v", wait)
	}
	return text, err
}
