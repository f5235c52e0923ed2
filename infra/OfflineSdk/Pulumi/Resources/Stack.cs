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
        List<string> missing = [], wrong = [];
        foreach (var property in OutputProperties.ReadersOf(GetType()))
        {
            if (property.DeclaringType.IsAssignableFrom(typeof(Stack)))
                continue;
            var value = property.Read(this);
            outputs.Add(property.Name, value);
            if (value is null)
                missing.Add(property.Name);
            else if (value is not IOutput)
                wrong.Add(property.Name);
        }

        if (missing.Count > 0)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", missing)}' have no value assigned. "
                + "[Output] attributed properties must be assigned inside Stack constructor.");
        }

        if (wrong.Count > 0)
            throw RunException.OutputsHaveIncorrectType(wrong);

        var all = Output.Create<IDictionary<string, object?>>(outputs);
        RegisterOutputs(all);
        return all.DataTask;
    }
}
