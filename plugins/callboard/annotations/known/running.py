"""Where it runs: Kubernetes, functions, queues, meshes, secrets."""

from __future__ import annotations

from typing import Final

from callboard.annotations.rules import AnnotationRule, Companion, LinkTemplate, Role, Shape, Tool

# One address for every region: the console takes the region from the query, not from its host.
AWS: Final = Tool("aws", "https://console.aws.amazon.com")
VAULT: Final = Tool("vault")
KIALI: Final = Tool("kiali")

RUNNING: Final = (
    AnnotationRule("backstage.io/kubernetes-id", "Kubernetes workload"),
    AnnotationRule("backstage.io/kubernetes-label-selector", "Kubernetes selector"),
    AnnotationRule("backstage.io/kubernetes-namespace", "Kubernetes namespace", shape=Shape.LIST),
    AnnotationRule("backstage.io/kubernetes-cluster", "Kubernetes cluster", shape=Shape.LIST),
    AnnotationRule("kubernetes.io/api-server", "API server"),
    AnnotationRule("kubernetes.io/api-server-certificate-authority", "API server authority"),
    AnnotationRule("kubernetes.io/auth-provider", "Sign-in"),
    AnnotationRule("kubernetes.io/oidc-token-provider", "OIDC provider"),
    AnnotationRule("kubernetes.io/skip-tls-verify", "TLS not verified"),
    AnnotationRule("kubernetes.io/skip-metrics-lookup", "Metrics left out"),
    AnnotationRule("kubernetes.io/aws-assume-role", "AWS role"),
    AnnotationRule("kubernetes.io/aws-external-id", "AWS external identifier", secret=True),
    AnnotationRule("kubernetes.io/x-k8s-aws-id", "AWS cluster"),
    AnnotationRule("kubernetes.io/dashboard-url", "Cluster dashboard", Role.DASHBOARD, Shape.ADDRESS),
    AnnotationRule("kubernetes.io/dashboard-app", "Dashboard program"),
    AnnotationRule("kubernetes.io/dashboard-parameters", "Dashboard parameters"),
    AnnotationRule(
        "aws.com/lambda-function-name", "Lambda function", Role.DEPLOY,
        companions=(Companion("region", "aws.com/lambda-region"),),
        links=(LinkTemplate("AWS Lambda", AWS, "/lambda/home?region={region}#/functions/{value}"),),
    ),
    AnnotationRule("aws.com/lambda-region", "Lambda region"),
    AnnotationRule(
        "vault.io/secrets-path", "Vault path", Role.SECURITY,
        companions=(Companion("engine", "vault.io/secrets-engine", "secrets"),),
        links=(LinkTemplate("Vault", VAULT, "/ui/vault/secrets/{engine}/list/{value:/}"),),
    ),
    AnnotationRule("vault.io/secrets-engine", "Vault engine"),
    AnnotationRule("kafka.apache.org/consumer-groups", "Kafka consumer groups", shape=Shape.LIST),
    AnnotationRule(
        "kiali.io/namespace", "Kiali namespace", Role.DASHBOARD,
        links=(LinkTemplate("Kiali", KIALI, "/console/namespaces"),),
    ),
    AnnotationRule("kiali.io/provider", "Kiali provider"),
)  # fmt: skip
