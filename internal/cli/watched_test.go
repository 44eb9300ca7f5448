package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/process"
	"github.com/amerintlxperts/ecrcache/internal/planted"
	"github.com/rogpeppe/go-internal/testscript"
)

// plantInEnvironment gives every session what a job of CI and a developer's home
// hold: tokens in variables, and in the files of clients. None is ecrcache's to read.
func plantInEnvironment(env *testscript.Env) error {
	home := filepath.Join(env.WorkDir, ".home")
	env.Setenv("HOME", home)
	for _, name := range []string{"GITHUB_TOKEN", "GH_TOKEN", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "TF_VAR_ghcr_token"} {
		env.Setenv(name, planted.Token())
	}
	for path, text := range map[string]string{
		".docker/config.json": planted.DockerConfig(),
		".netrc":              "machine ghcr.io login robot password " + planted.Password("netrc"),
		".aws/credentials":    "[default]\naws_secret_access_key = " + planted.Password("aws"),
	} {
		path = filepath.Join(home, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// watched ends the program when a secret comes out, so that the session fails. A
// terminal stays what it is, because the program asks for it.
func watched(f *os.File) io.Writer {
	if console.IsTerminal(f) {
		return f
	}
	return watch{f, f}
}

// A watch has of the file only what the program asks of standard output; its other methods would write past Write.
type watch struct {
	io.Writer
	process.Descriptor
}

func (w watch) Write(p []byte) (int, error) {
	if found := planted.Found(string(p)); len(found) > 0 {
		fmt.Fprintf(os.Stderr, "a secret comes out: %q\n", found)
		os.Exit(99)
	}
	return w.Writer.Write(p)
}
