// Command ecrcache-aws is ecrcache with AWS's SDK in it, for the verbs that ask AWS.
// ecrcache starts it for these; everything else it does itself, without network code.
package main

import (
	"os"

	// Whom TLS trusts, where the system does not say: in the image, which has nothing else.
	_ "golang.org/x/crypto/x509roots/fallback"

	"github.com/amerintlxperts/ecrcache/internal/cli"
	"github.com/amerintlxperts/ecrcache/internal/live"
	"github.com/amerintlxperts/ecrcache/internal/live/doctor"
	"github.com/amerintlxperts/ecrcache/internal/live/status"
	"github.com/amerintlxperts/ecrcache/internal/live/warm"
)

// The linker sets these in a release (.goreleaser.yaml); in any other build they
// are empty, and what the Go tool knows counts.
var version, commit, date string

func main() {
	build := cli.Build{Version: version, Commit: commit, Date: date, AWS: &live.AWS{Doctor: doctor.Examine, Warm: warm.Pull, Status: status.Of}}
	os.Exit(cli.Main(build, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
