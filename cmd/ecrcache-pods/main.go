// Command ecrcache-pods writes the Pods of the cluster that it runs in to a file, or to
// standard output, as kubectl get pods --all-namespaces -o json prints them:
//
//	ecrcache-pods [FILE]
//
// ecrcache check reads what it writes.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/amerintlxperts/ecrcache/internal/pods"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "ecrcache-pods: error:", err)
		os.Exit(1)
	}
}

// accountDirectory returns the directory with the service account's token. The variable is for a
// Pod that mounts it elsewhere than Kubernetes does.
func accountDirectory() string {
	if directory := os.Getenv("ECRCACHE_SERVICE_ACCOUNT"); directory != "" {
		return directory
	}
	return pods.Account
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	if len(args) > 1 {
		return fmt.Errorf("one FILE is accepted, not %d", len(args))
	}
	server, err := pods.Here(os.Getenv, accountDirectory())
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return write(ctx, server, stdout)
	}
	file, err := os.Create(args[0])
	if err != nil {
		return err
	}
	if err := write(ctx, server, file); err != nil {
		_ = file.Close()           // the first error is the one to report
		_ = os.Remove(file.Name()) // an incomplete list would look like a complete one
		return err
	}
	return file.Close()
}

func write(ctx context.Context, server *pods.Server, w io.Writer) error {
	buffer := bufio.NewWriter(w)
	if err := server.Write(ctx, buffer); err != nil {
		return err
	}
	return buffer.Flush()
}
