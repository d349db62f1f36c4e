module github.com/acme/observability-sdk

go 1.24

require go.opentelemetry.io/otel v1.35.0
