using Pawl.Runs.Hosting.Host;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;

namespace Pawl.TestPrograms.Hosting;

/// <summary><c>host --run ID --attempt N --socket PATH</c>: a real host that knows the workload <c>probe</c>.</summary>
internal sealed class HostProgramVerb : ITestProgram
{
    public string Verb => "host";

    public Task<int> RunAsync(string[] arguments) =>
        HostProgram.RunAsync(
            HostOptions.Parse(arguments),
            new WorkloadCatalog([new ProbeWorkload(), new CommandWorkload()]),
            TimeProvider.System
        );
}
