namespace Pulumi.Gcp.Storage;

public static class GetProjectServiceAccount
{
    public static Output<GetProjectServiceAccountResult> Invoke(
        GetProjectServiceAccountInvokeArgs? args = null,
        InvokeOptions? options = null)
        => Deployment.Instance.Invoke<GetProjectServiceAccountResult>("gcp:storage/getProjectServiceAccount:getProjectServiceAccount", args ?? new(), options);
}

public sealed class GetProjectServiceAccountInvokeArgs : InvokeArgs
{
    [Input("project")] public Input<string>? Project { get; set; }
}

[OutputType]
[method: OutputConstructor]
public sealed class GetProjectServiceAccountResult(string emailAddress)
{
    public readonly string EmailAddress = emailAddress;
}

public static class GetTransferProjectServiceAccount
{
    public static Output<GetTransferProjectServiceAccountResult> Invoke(
        GetTransferProjectServiceAccountInvokeArgs? args = null,
        InvokeOptions? options = null)
        => Deployment.Instance.Invoke<GetTransferProjectServiceAccountResult>("gcp:storage/getTransferProjectServiceAccount:getTransferProjectServiceAccount", args ?? new(), options);
}

public sealed class GetTransferProjectServiceAccountInvokeArgs : InvokeArgs
{
    [Input("project")] public Input<string>? Project { get; set; }
}

[OutputType]
[method: OutputConstructor]
public sealed class GetTransferProjectServiceAccountResult(string email)
{
    public readonly string Email = email;
}
