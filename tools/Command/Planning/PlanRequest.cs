namespace WedSync.Planning;

/// <summary>What to plan.</summary>
public sealed record PlanRequest
{
    /// <summary>Name of the stack, such as <c>peak-us-east</c>.</summary>
    public required string StackName { get; init; }

    /// <summary>Name of the Pulumi project.</summary>
    public string ProjectName { get; init; } = "wedsync";

    /// <summary>Name of the Pulumi organization.</summary>
    public string OrganizationName { get; init; } = "wedsync";

    /// <summary>
    /// True = as <c>pulumi preview</c> of a new stack runs the program: what a cloud assigns is unknown.
    /// False = as <c>pulumi up</c> runs it: what a cloud assigns is known, so code behind <c>Apply</c> runs.
    /// </summary>
    public bool IsPreview { get; init; } = true;

    /// <summary>Outputs of other stacks by the full name of a stack reference; a reference to any other stack is an error.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, object>> StackOutputs { get; init; }
        = new Dictionary<string, IReadOnlyDictionary<string, object>>();
}
