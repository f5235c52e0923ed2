using Pulumi;
using Pulumi.Kubernetes.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Components.Security;

/// <summary>Puts the admission policies into force. What they refuse is denied and stands in the audit log.</summary>
internal sealed class AdmissionRules(RegionContext context, Resource parent)
{
    public void Build()
    {
        foreach (var policy in AdmissionPolicyData.For(context.Region)) Build(policy);
    }

    private void Build(AdmissionPolicy policy)
    {
        var definition = new ValidatingAdmissionPolicy(context.Logical(policy.Name), new ValidatingAdmissionPolicyArgs
        {
            Metadata = Meta(policy.Name),
            Spec = new ValidatingAdmissionPolicySpecArgs
            {
                // A policy that cannot be evaluated refuses: better a late pod than a wrong one.
                FailurePolicy = "Fail",
                MatchConstraints = new MatchResourcesArgs { ResourceRules = policy.Targets.Select(Rule).ToArray() },
                Variables = policy.Variables.Select(v => new VariableArgs { Name = v.Key, Expression = v.Value }).ToArray(),
                Validations = policy.Checks.Select(c => new ValidationArgs
                {
                    Expression = c.Expression,
                    Message = c.Message,
                    Reason = "Invalid",
                }).ToArray(),
            },
        }, context.In(parent));
        _ = new ValidatingAdmissionPolicyBinding(context.Logical($"{policy.Name}-binding"), new ValidatingAdmissionPolicyBindingArgs
        {
            Metadata = Meta(policy.Name),
            Spec = new ValidatingAdmissionPolicyBindingSpecArgs
            {
                PolicyName = policy.Name,
                ValidationActions = { "Deny", "Audit" },
                MatchResources = new MatchResourcesArgs
                {
                    NamespaceSelector = new LabelSelectorArgs
                    {
                        MatchExpressions =
                        {
                            new LabelSelectorRequirementArgs
                            {
                                Key = "kubernetes.io/metadata.name",
                                Operator = "In",
                                Values = policy.Namespaces.ToArray(),
                            },
                        },
                    },
                },
            },
        }, context.In(parent, definition));
    }

    private static NamedRuleWithOperationsArgs Rule(AdmissionTarget target) => new()
    {
        ApiGroups = target.Groups,
        ApiVersions = { "*" },
        Operations = { "CREATE", "UPDATE" },
        Resources = target.Resources,
        Scope = "Namespaced",
    };

    private static ObjectMetaArgs Meta(string name) => new() { Name = name, Labels = Labels.For(name, "security") };
}
