using Pulumi;

namespace WedSync.OfflineSdk.Tests.Support;

/// <summary>A component whose constructor makes what it is told to.</summary>
internal sealed class Group : ComponentResource
{
    public const string Token = "test:index:Group";

    public Group(string name, Action<Group>? build = null, ComponentResourceOptions? options = null)
        : base(Token, name, options)
    {
        Address = Output.Create($"{name}.local");
        Password = Output.CreateSecret("pw");
        build?.Invoke(this);
        RegisterOutputs();
    }

    [Output("address")]
    public Output<string> Address { get; private set; }

    [Output]
    public Output<string> Password { get; private set; }
}
