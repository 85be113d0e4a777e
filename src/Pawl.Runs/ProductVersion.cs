using System.Reflection;

namespace Pawl.Runs;

/// <summary>The version of this build.</summary>
public static class ProductVersion
{
    /// <summary>Such as <c>0.1.0+f9da71b9ecbc</c>: the release and, where built from a checkout, the commit.</summary>
    public static string Full { get; } = Read();

    private static string Read()
    {
        const int commitDigits = 12;
        var text =
            typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        var plus = text.IndexOf('+');
        return plus >= 0 && text.Length > plus + 1 + commitDigits ? text[..(plus + 1 + commitDigits)] : text;
    }
}
