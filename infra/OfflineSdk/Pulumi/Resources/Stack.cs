using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The root of all resources. Properties with <see cref="OutputAttribute"/> are the stack's outputs.</summary>
public class Stack : ComponentResource
{
    public Stack(StackOptions? options = null)
        : base(
            Constants.StackType,
            $"{Deployment.Instance.ProjectName}-{Deployment.Instance.StackName}",
            options is null ? null : new ComponentResourceOptions
            {
                ResourceTransformations = options.ResourceTransformations,
                ResourceTransforms = options.ResourceTransforms,
            }) => Deployment.Current.Stack = this;

    /// <summary>Registers the outputs that the constructor of a derived class has assigned.</summary>
    /// <exception cref="RunException">An output has no value, or is not an <see cref="Output{T}"/>.</exception>
    internal Task<OutputData> RegisterPropertyOutputs()
    {
        var outputs = new Dictionary<string, object?>();
        foreach (var property in OutputProperties.ReadersOf(GetType()))
        {
            if (!property.DeclaringType.IsAssignableFrom(typeof(Stack)))
                outputs.Add(property.Name, property.Read(this));
        }

        var missing = outputs.Where(output => output.Value is null).Select(output => output.Key).ToArray();
        if (missing.Length > 0)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", missing)}' have no value assigned. "
                + "[Output] attributed properties must be assigned inside Stack constructor.");
        }

        var wrong = outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToArray();
        if (wrong.Length > 0)
            throw RunException.OutputsHaveIncorrectType(wrong);

        var all = Output.Create<IDictionary<string, object?>>(outputs);
        RegisterOutputs(all);
        return all.DataTask;
    }
}
