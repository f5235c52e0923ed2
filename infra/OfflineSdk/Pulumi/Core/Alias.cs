namespace Pulumi;

/// <summary>
/// A former identity of a resource, so that a rename or move does not replace it: either a whole URN, or what differed. What is
/// not given is as it is now.
/// </summary>
public sealed class Alias
{
    public string? Urn { get; set; }

    public Input<string>? Name { get; set; }

    public Input<string>? Type { get; set; }

    public Input<string>? Stack { get; set; }

    public Input<string>? Project { get; set; }

    /// <summary>The former parent; only one of this, <see cref="ParentUrn"/> and <see cref="NoParent"/>.</summary>
    public Resource? Parent { get; set; }

    public Input<string>? ParentUrn { get; set; }

    /// <summary>True when the resource had no parent.</summary>
    public bool NoParent { get; set; }

    /// <summary>The former URN; fails when the alias contradicts itself.</summary>
    internal Output<string> ToUrn(string currentName, string currentType, Resource? currentParent)
    {
        if (Urn is not null)
        {
            RejectBesideUrn();
            return Output.Create(Urn);
        }

        if ((Parent is null ? 0 : 1) + (ParentUrn is null ? 0 : 1) + (NoParent ? 1 : 0) > 1)
        {
            throw new ArgumentException(
                $"Only specify one of '{nameof(Parent)}', '{nameof(ParentUrn)}' or '{nameof(NoParent)}' in an {nameof(Alias)}");
        }

        var parent = Parent ?? (ParentUrn is null && !NoParent ? currentParent : null);
        return Pulumi.Urn.Create(Name ?? currentName, Type ?? currentType, parent, ParentUrn, Project, Stack);
    }

    private void RejectBesideUrn()
    {
        var beside =
            Name is not null ? nameof(Name)
            : Type is not null ? nameof(Type)
            : Project is not null ? nameof(Project)
            : Stack is not null ? nameof(Stack)
            : Parent is not null ? nameof(Parent)
            : ParentUrn is not null ? nameof(ParentUrn)
            : NoParent ? nameof(NoParent)
            : null;
        if (beside is not null)
            throw new ArgumentException($"{nameof(Alias)} should not specify both {nameof(Urn)} and {beside}");
    }
}
