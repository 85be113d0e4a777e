namespace Pawl.TestPrograms;

/// <summary>Lets a test start many processes first and then let them go at once: says <c>ready</c>, goes on after a line of input.</summary>
internal static class StartGate
{
    public static async Task PassAsync()
    {
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
    }
}
