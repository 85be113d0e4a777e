namespace Pawl.Cli.Doctor;

/// <summary>Everything the doctor looks at, in the order it is shown.</summary>
internal static class Examination
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(string home, TimeProvider time, CancellationToken cancellation) =>
        [
            .. MachineCheck.Look(),
            .. DataRootCheck.Look(home, time),
            DatabaseCheck.Look(home),
            .. await ProgramCheck.LookAsync(time, cancellation),
        ];
}
