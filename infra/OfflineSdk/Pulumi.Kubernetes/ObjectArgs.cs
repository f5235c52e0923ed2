namespace Pulumi.Kubernetes;

/// <summary>Args of a resource that fixes its own version and kind.</summary>
internal interface IObjectArgs
{
    Input<string>? ApiVersion { get; set; }

    Input<string>? Kind { get; set; }
}

internal static class ObjectArgs
{
    public static T Of<T>(this T args, string apiVersion, string kind)
        where T : ResourceArgs, IObjectArgs
    {
        args.ApiVersion = apiVersion;
        args.Kind = kind;
        return args;
    }
}
