package client

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/aws/smithy-go/middleware"
)

// A Counter counts calls.
type Counter struct{ n atomic.Int64 }

// Count is how many there were.
func (c *Counter) Count() int { return int(c.n.Load()) }

// add counts in the stack of every client.
func (c *Counter) add(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("ecrcacheCount", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		c.n.Add(1)
		return next.HandleInitialize(ctx, in)
	}), middleware.Before)
}

// limit gives every call a time in which all of its attempts have to end.
func limit(timeout time.Duration) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("ecrcacheTimeout", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
			ctx, cancel := context.WithTimeout(ctx, timeout)
			defer cancel()
			return next.HandleInitialize(ctx, in)
		}), middleware.Before)
	}
}
