module github.com/acme/${{ values.name }}

go 1.24

require github.com/acme/observability-sdk v1.8.0
