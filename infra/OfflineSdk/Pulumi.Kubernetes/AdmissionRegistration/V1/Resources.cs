using Pulumi.Kubernetes.Types.Inputs.AdmissionRegistration.V1;

namespace Pulumi.Kubernetes.AdmissionRegistration.V1;

[KubernetesResourceType("kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy")]
public class ValidatingAdmissionPolicy(string name, ValidatingAdmissionPolicyArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy",
        name,
        (args ?? new()).Of("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy"),
        options.With(aliases:
        [
            "kubernetes:admissionregistration.k8s.io/v1alpha1:ValidatingAdmissionPolicy",
            "kubernetes:admissionregistration.k8s.io/v1beta1:ValidatingAdmissionPolicy"
        ]));

[KubernetesResourceType("kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding")]
public class ValidatingAdmissionPolicyBinding(
    string name,
    ValidatingAdmissionPolicyBindingArgs? args = null,
    CustomResourceOptions? options = null)
    : KubernetesResource(
        "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding",
        name,
        (args ?? new()).Of("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding"),
        options.With(aliases:
        [
            "kubernetes:admissionregistration.k8s.io/v1alpha1:ValidatingAdmissionPolicyBinding",
            "kubernetes:admissionregistration.k8s.io/v1beta1:ValidatingAdmissionPolicyBinding"
        ]));
