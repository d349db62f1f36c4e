module github.com/acme/payment-service

go 1.24

require (
	github.com/acme/observability-sdk v1.8.0
	github.com/jackc/pgx/v5 v5.7.4
	github.com/twmb/franz-go v1.18.1
	google.golang.org/grpc v1.71.0
)
