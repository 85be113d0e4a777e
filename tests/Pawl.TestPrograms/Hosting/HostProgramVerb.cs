using Pawl.Runs.Hosting.Host;
using Pawl.Runs.Workloads;

namespace Pawl.TestPrograms.Hosting;

/// <summary><c>host --run ID --attempt N --socket PATH</c>: a real host that knows the workload <c>probe</c>.</summary>
internal sealed class HostProgramVerb : ITestProgram
{
    public string Verb => "host";

    public Task<int> RunAsync(string[] arguments) =>
        HostProgram.RunAsync(HostOptions.Parse(arguments), new WorkloadCatalog([new ProbeWorkload()]), TimeProvider.System);
}
