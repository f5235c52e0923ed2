using Pulumi;
using WedSync.Platform.Configuration;
using WedSync.Platform.Stacks;

return await Deployment.RunAsync(() => PlatformProgram.Run(LoadSettings()));

// The only place that reads Pulumi's configuration: everything below takes typed records.
static PlatformSettings LoadSettings()
{
    try
    {
        var root = ProjectLoader.FindRoot(Environment.CurrentDirectory);
        var config = new Config(ProjectLoader.ProjectName);
        return SettingsBinder.Bind(
            Deployment.Instance.StackName, EngineConfig.ToJson(EngineConfig.KeysOf(ProjectLoader.ProjectName), config.Get), ProjectLoader.LoadProfiles(root));
    }
    catch (ConfigurationException e)
    {
        throw new RunException(e.Message);
    }
}
