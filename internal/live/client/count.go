package client

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/aws/smithy-go/middleware"
)

// A Counter counts calls.
type Counter struct{ n atomic.Int64 }

// Count is how many there were.
func (c *Counter) Count() int { return int(c.n.Load()) }

// add counts the calls of a client whose middleware stack this is, before the retries.
func (c *Counter) add(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("ecrcacheCount", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		c.n.Add(1)
		return next.HandleInitialize(ctx, in)
	}), middleware.Before)
}

// An attempt holds the error of the last attempt of a call that ended by itself, and not because
// the time of the call was over.
type attempt struct{ err error }

type attemptKey struct{}

// limit gives every call a time in which all of its attempts have to end. The error of a call whose
// time is over wraps that of the last attempt, too: it says why there were so many.
func limit(timeout time.Duration) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		err := stack.Initialize.Add(middleware.InitializeMiddlewareFunc("ecrcacheTimeout", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
			last := &attempt{}
			ctx, cancel := context.WithTimeout(context.WithValue(ctx, attemptKey{}, last), timeout)
			defer cancel()
			out, metadata, err := next.HandleInitialize(ctx, in)
			if err != nil && ctx.Err() != nil && last.err != nil {
				err = fmt.Errorf("%w: %w", err, last.err)
			}
			return out, metadata, err
		}), middleware.Before)
		if err != nil {
			return err
		}
		return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("ecrcacheAttempt", func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			out, metadata, err := next.HandleFinalize(ctx, in)
			if last, ok := ctx.Value(attemptKey{}).(*attempt); ok && ctx.Err() == nil {
				last.err = err
			}
			return out, metadata, err
		}), "Retry", middleware.After)
	}
}
