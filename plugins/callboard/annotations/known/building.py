"""Who builds and deploys."""

from __future__ import annotations

from typing import Final

from callboard.annotations.rules import AnnotationRule, Companion, LinkTemplate, Role, Shape, Tool

JENKINS: Final = Tool("jenkins")
CIRCLECI: Final = Tool("circleci", "https://app.circleci.com")
GOCD: Final = Tool("gocd")
BUILDKITE: Final = Tool("buildkite", "https://buildkite.com")
TRAVIS: Final = Tool("travis", "https://app.travis-ci.com")
GOOGLE_CLOUD: Final = Tool("google-cloud", "https://console.cloud.google.com")
ARGOCD: Final = Tool("argocd")

_JENKINS_JOB: Final = r"(?:(?P<instance>[^:/]+):)?(?P<job>[^:]+)"
_JENKINS_LINKS: Final = (LinkTemplate("Jenkins", JENKINS, "/job/{job:/job/}"),)

BUILDING: Final = (
    AnnotationRule(
        "jenkins.io/job-full-name", "Jenkins job", Role.CI, pattern=_JENKINS_JOB, links=_JENKINS_LINKS
    ),
    AnnotationRule(
        "jenkins.io/github-folder", "Jenkins folder", Role.CI, pattern=_JENKINS_JOB, links=_JENKINS_LINKS,
        deprecated_for="jenkins.io/job-full-name",
    ),
    AnnotationRule(
        "circleci.com/project-slug", "CircleCI project", Role.CI,
        pattern=r"(?:(?P<host>gh|github|bb|bitbucket|circleci)/)?(?P<project>[^/]+/[^/]+)",
        links=(
            LinkTemplate("CircleCI", CIRCLECI, "/pipelines/{host}/{project:/}"),
            # The plug-in's own default where the value does not name the host.
            LinkTemplate("CircleCI", CIRCLECI, "/pipelines/bitbucket/{project:/}"),
        ),
    ),
    AnnotationRule(
        "gocd.org/pipelines", "GoCD pipelines", Role.CI, Shape.LIST,
        links=(LinkTemplate("GoCD", GOCD, "/go/tab/pipeline/history/{value}"),),
    ),
    AnnotationRule(
        "buildkite.com/project-slug", "Buildkite pipeline", Role.CI, pattern=r"[^/]+/[^/]+",
        links=(LinkTemplate("Buildkite", BUILDKITE, "/{value:/}"),),
    ),
    AnnotationRule(
        "travis-ci.com/repo-slug", "Travis repository", Role.CI, pattern=r"[^/]+/[^/]+",
        links=(LinkTemplate("Travis CI", TRAVIS, "/github/{value:/}"),),
    ),
    AnnotationRule(
        "google.com/cloudbuild-project-slug", "Cloud Build project", Role.CI,
        links=(LinkTemplate("Cloud Build", GOOGLE_CLOUD, "/cloud-build/builds?project={value}"),),
    ),
    AnnotationRule("cloud.google.com/function-ids", "Cloud Functions", shape=Shape.LIST),
    AnnotationRule("janus-idp.io/tekton", "Tekton pipeline"),
    AnnotationRule("harness.io/project-url", "Harness project", Role.CI, Shape.ADDRESS),
    AnnotationRule("harness.io/cd-serviceId", "Harness service"),
    AnnotationRule("harness.io/pipelines", "Harness pipelines"),
    AnnotationRule("octopus.com/project-id", "Octopus project"),
    AnnotationRule(
        "argocd/app-name", "Argo CD application", Role.DEPLOY, Shape.LIST,
        companions=(Companion("namespace", "argocd/app-namespace"),), instance_key="argocd/instance-name",
        links=(
            LinkTemplate("Argo CD", ARGOCD, "/applications/{namespace}/{value}"),
            LinkTemplate("Argo CD", ARGOCD, "/applications/{value}"),
        ),
    ),
    AnnotationRule(
        "argocd/app-selector", "Argo CD selector", Role.DEPLOY, instance_key="argocd/instance-name",
        links=(LinkTemplate("Argo CD", ARGOCD, "/applications?labels={value}"),),
    ),
    AnnotationRule("argocd/project-name", "Argo CD project"),
    AnnotationRule("argocd/app-namespace", "Argo CD namespace"),
    AnnotationRule("argocd/instance-name", "Argo CD instance"),
    AnnotationRule("argocd/proxy-url", "Argo CD proxy"),
)  # fmt: skip
