namespace Pulumi.Kubernetes.Types.Outputs.Meta.V1;

[OutputType]
[method: OutputConstructor]
public sealed class ObjectMeta(string name, string @namespace)
{
    public readonly string Name = name;
    public readonly string Namespace = @namespace;
}
