namespace Pulumi.Gcp.Organizations;

public static class GetProject
{
    public static Output<GetProjectResult> Invoke(GetProjectInvokeArgs? args = null, InvokeOptions? options = null)
        => Deployment.Instance.Invoke<GetProjectResult>("gcp:organizations/getProject:getProject", args ?? new(), options);
}

public sealed class GetProjectInvokeArgs : InvokeArgs
{
    [Input("projectId")] public Input<string>? ProjectId { get; set; }
}

[OutputType]
[method: OutputConstructor]
public sealed class GetProjectResult(string number)
{
    public readonly string Number = number;
}
