"""Where the source lives, and where its images and packages are."""

from __future__ import annotations

from typing import Final

from callboard.annotations.rules import AnnotationRule, LinkTemplate, Role, Shape, Tool

GITHUB: Final = Tool("github", "https://github.com")
GITLAB: Final = Tool("gitlab", "https://gitlab.com")
AZURE: Final = Tool("azure-devops")
QUAY: Final = Tool("quay", "https://quay.io")
HARBOR: Final = Tool("harbor")

_OWNER_AND_NAME: Final = r"[^/]+/[^/]+"
_GITHUB_LINKS: Final = (
    LinkTemplate("GitHub", GITHUB, "/{value:/}"),
    LinkTemplate("Actions", GITHUB, "/{value:/}/actions", Role.CI),
    LinkTemplate("Pull requests", GITHUB, "/{value:/}/pulls", Role.FACT),
    LinkTemplate("Issues", GITHUB, "/{value:/}/issues", Role.FACT),
    LinkTemplate("Releases", GITHUB, "/{value:/}/releases", Role.FACT),
    LinkTemplate("Security", GITHUB, "/{value:/}/security", Role.FACT),
)

HOSTING: Final = (
    AnnotationRule(
        "github.com/project-slug", "GitHub repository", Role.SOURCE,
        links=_GITHUB_LINKS, pattern=_OWNER_AND_NAME,
    ),
    AnnotationRule(
        "backstage.io/github-actions-id", "GitHub repository", Role.SOURCE,
        links=_GITHUB_LINKS, pattern=_OWNER_AND_NAME, deprecated_for="github.com/project-slug",
    ),
    AnnotationRule(
        "github.com/team-slug", "GitHub team", pattern=r"(?P<org>[^/]+)/(?P<team>[^/]+)",
        links=(LinkTemplate("GitHub team", GITHUB, "/orgs/{org}/teams/{team}"),),
    ),
    AnnotationRule(
        "github.com/user-login", "GitHub user", links=(LinkTemplate("GitHub", GITHUB, "/{value}"),)
    ),
    AnnotationRule(
        "gitlab.com/project-slug", "GitLab project", Role.SOURCE, instance_key="gitlab.com/instance",
        links=(
            LinkTemplate("GitLab", GITLAB, "/{value:/}"),
            LinkTemplate("Pipelines", GITLAB, "/{value:/}/-/pipelines", Role.CI),
            LinkTemplate("Merge requests", GITLAB, "/{value:/}/-/merge_requests", Role.FACT),
        ),
    ),
    AnnotationRule(
        "gitlab.com/project-id", "GitLab project number", Role.SOURCE, instance_key="gitlab.com/instance",
        pattern=r"[0-9]+", links=(LinkTemplate("GitLab", GITLAB, "/projects/{value}"),),
    ),
    AnnotationRule("gitlab.com/instance", "GitLab instance"),
    AnnotationRule(
        "dev.azure.com/project-repo", "Azure repository", Role.SOURCE,
        pattern=r"(?P<project>[^/]+)/(?P<repo>[^/]+)", instance_key="dev.azure.com/host-org",
        links=(LinkTemplate("Azure Repos", AZURE, "/{project}/_git/{repo}"),),
    ),
    AnnotationRule(
        "dev.azure.com/project", "Azure project", Role.CI, instance_key="dev.azure.com/host-org",
        links=(LinkTemplate("Azure Pipelines", AZURE, "/{value}/_build"),),
    ),
    AnnotationRule("dev.azure.com/build-definition", "Azure build definition", shape=Shape.LIST),
    AnnotationRule("dev.azure.com/host-org", "Azure organisation"),
    AnnotationRule("bitbucket.org/repo-url", "Bitbucket repository", Role.SOURCE, Shape.ADDRESS),
    AnnotationRule("backstage.io/linguist", "Languages of", shape=Shape.ADDRESS),
    AnnotationRule(
        "quay.io/repository-slug", "Quay repository", Role.DEPLOY, pattern=_OWNER_AND_NAME,
        links=(LinkTemplate("Quay", QUAY, "/repository/{value:/}"),),
    ),
    AnnotationRule(
        "goharbor.io/repository-slug", "Harbor repository", Role.DEPLOY,
        links=(LinkTemplate("Harbor", HARBOR, "/harbor/projects"),),
    ),
    AnnotationRule("jfrog-artifactory/image-name", "Artifactory image"),
    AnnotationRule("jfrog-artifactory/target-proxy", "Artifactory proxy"),
    AnnotationRule("nexus-repository-manager/docker.image-name", "Nexus image"),
)  # fmt: skip
