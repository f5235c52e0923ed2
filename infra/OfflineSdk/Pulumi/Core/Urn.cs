using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>The name under which the engine knows a resource: stack, project, types from the root down, name.</summary>
public readonly struct Urn : IEquatable<Urn>
{
    private readonly string _value;

    public Urn(string value)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentException("URN cannot be null or empty.", nameof(value));
        _value = value;
    }

    public static implicit operator string(Urn value) => value._value;

    public static bool operator ==(Urn left, Urn right) => left.Equals(right);

    public static bool operator !=(Urn left, Urn right) => !left.Equals(right);

    /// <summary>
    /// The URN that a resource of this name and type has under the given parent, or at the root of the stack. Project and
    /// stack are those of the deployment unless given.
    /// </summary>
    public static Output<string> Create(
        Input<string> name,
        Input<string> type,
        Resource? parent = null,
        Input<string>? parentUrn = null,
        Input<string>? project = null,
        Input<string>? stack = null)
    {
        if (parent is not null && parentUrn is not null)
            throw new ArgumentException("Only one of 'parent' and 'parentUrn' can be given.");

        var above = parent?.Urn ?? parentUrn?.ToOutput();
        var prefix = above is not null
            ? above.Apply(urn => urn[..urn.LastIndexOf("::", StringComparison.Ordinal)] + "$")
            : Output.Format($"urn:pulumi:{stack ?? Deployment.Instance.StackName}::{project ?? Deployment.Instance.ProjectName}::");
        return Output.Format($"{prefix}{type}::{name}");
    }

    public override string ToString() => _value;

    public bool Equals(Urn other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Urn other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The resource type at the end of a URN, without the types of its parents.</summary>
    internal static string TypeOf(string urn)
    {
        var qualified = urn.Split("::")[2];
        return qualified[(qualified.LastIndexOf('$') + 1)..];
    }

    internal static string NameOf(string urn) => urn.Split("::")[3];
}
