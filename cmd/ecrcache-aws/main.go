// Command ecrcache-aws is ecrcache with AWS's SDK in it. The program ecrcache has no network code,
// and runs ecrcache-aws for the verbs that ask AWS.
package main

import (
	"os"

	// Root certificates for TLS where the system has none, as in the container image.
	_ "golang.org/x/crypto/x509roots/fallback"

	"github.com/amerintlxperts/ecrcache/internal/cli"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/doctor"
	"github.com/amerintlxperts/ecrcache/internal/live/status"
	"github.com/amerintlxperts/ecrcache/internal/live/warm"
)

// The linker sets these in a release (.goreleaser.yaml). In any other build they are empty, and
// the version comes from the Go tool's build information.
var version, commit, date string

func main() {
	build := cli.Build{Version: version, Commit: commit, Date: date, AWS: &live.AWS{Doctor: doctor.Examine, Warm: warm.Pull, Status: status.Of}}
	os.Exit(cli.Main(build, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
