namespace Pulumi.Testing;

/// <summary>What a test pretends to deploy.</summary>
public class TestOptions
{
    /// <summary>The project's name, <c>project</c> when unset.</summary>
    public string? ProjectName { get; set; }

    /// <summary>Where the project's file is; unset, asking for it fails.</summary>
    public string? RootDirectory { get; set; }

    /// <summary>The stack's name, <c>stack</c> when unset.</summary>
    public string? StackName { get; set; }

    /// <summary>True, as when unset, to leave unknown what the mocks do not return; false to take it as missing.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>The organization's name, <c>organization</c> when unset.</summary>
    public string? OrganizationName { get; set; }
}
