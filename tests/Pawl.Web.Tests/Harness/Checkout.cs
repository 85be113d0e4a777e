namespace Pawl.Web.Tests.Harness;

/// <summary>The checkout the tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pawl.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Expected Pawl.slnx in a folder above {AppContext.BaseDirectory}, found none.");
    }
}
