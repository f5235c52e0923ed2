namespace Pulumi.Serialization;

/// <summary>One output of one resource. Its value is picked from the registered state, and converted, when somebody asks.</summary>
internal sealed class ResourceProperty(Resource resource, OutputProperty property)
{
    public Task<OutputData> ReadAsync()
    {
        var registration = resource.Registration;
        return registration.IsCompletedSuccessfully
            ? Task.FromResult(Pick(registration.Result))
            : PickAsync(registration);
    }

    private async Task<OutputData> PickAsync(Task<RegisteredState> registration) =>
        Pick(await registration.ConfigureAwait(false));

    private OutputData Pick(RegisteredState state)
    {
        var self = resource.AsDependency;
        if (property.Name == Constants.UrnName)
            return new OutputData(self, state.Urn, isKnown: true, isSecret: false);
        if (property.Name == Constants.IdName && resource is CustomResource)
            return new OutputData(self, state.Id, isKnown: state.Id.Length > 0, isSecret: false);
        if (state.Properties.TryGetValue(property.Name, out var data))
            return new OutputData(self, property.Convert(data.Value), data.IsKnown, data.IsSecret);
        return new OutputData(self, null, state.IsMissingKnown, isSecret: false);
    }
}

/// <summary>
/// A registered resource. Properties that it lacks are unknown in a preview, else the type's default; so is an empty ID.
/// </summary>
internal sealed class RegisteredState(string urn, string id, Dictionary<string, OutputData> properties, bool isMissingKnown)
{
    public static readonly Dictionary<string, OutputData> NoProperties = [];

    public string Urn { get; } = urn;

    public string Id { get; } = id;

    public Dictionary<string, OutputData> Properties { get; } = properties;

    public bool IsMissingKnown { get; } = isMissingKnown;
}
