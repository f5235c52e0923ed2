using Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

namespace Pulumi.Kubernetes.Rbac.V1;

[KubernetesResourceType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole")]
public class ClusterRole(string name, ClusterRoleArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
        name,
        (args ?? new()).Of("rbac.authorization.k8s.io/v1", "ClusterRole"),
        options.With(aliases:
        [
            "kubernetes:rbac.authorization.k8s.io/v1alpha1:ClusterRole",
            "kubernetes:rbac.authorization.k8s.io/v1beta1:ClusterRole"
        ]));

[KubernetesResourceType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding")]
public class ClusterRoleBinding(string name, ClusterRoleBindingArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
        name,
        (args ?? new()).Of("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"),
        options.With(aliases:
        [
            "kubernetes:rbac.authorization.k8s.io/v1alpha1:ClusterRoleBinding",
            "kubernetes:rbac.authorization.k8s.io/v1beta1:ClusterRoleBinding"
        ]));

[KubernetesResourceType("kubernetes:rbac.authorization.k8s.io/v1:Role")]
public class Role(string name, RoleArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:rbac.authorization.k8s.io/v1:Role",
        name,
        (args ?? new()).Of("rbac.authorization.k8s.io/v1", "Role"),
        options.With(aliases: ["kubernetes:rbac.authorization.k8s.io/v1alpha1:Role", "kubernetes:rbac.authorization.k8s.io/v1beta1:Role"]));

[KubernetesResourceType("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding")]
public class RoleBinding(string name, RoleBindingArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
        name,
        (args ?? new()).Of("rbac.authorization.k8s.io/v1", "RoleBinding"),
        options.With(aliases:
        [
            "kubernetes:rbac.authorization.k8s.io/v1alpha1:RoleBinding",
            "kubernetes:rbac.authorization.k8s.io/v1beta1:RoleBinding"
        ]));
