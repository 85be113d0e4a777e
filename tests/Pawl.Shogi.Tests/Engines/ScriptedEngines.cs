using Pawl.Shogi.Engines;

namespace Pawl.Shogi.Tests.Engines;

/// <summary>Engines made of a few lines of shell: real processes that speak USI until they are told to move.</summary>
internal static class ScriptedEngines
{
    /// <param name="go">What the shell does on <c>go</c>.</param>
    public static EngineCommand OnGo(string go) =>
        Shell(
            $"""
            while read -r line; do
              case $line in
                usi) echo "id name Scripted"; echo "option name Style type string default calm"; echo usiok ;;
                isready) echo readyok ;;
                go*) {go} ;;
                quit) exit 0 ;;
              esac
            done
            """
        );

    public static EngineCommand Shell(string script) => new("sh", ["-c", script]);

    public static EngineSpec Spec(EngineCommand command) => new EngineSpec.Usi(command) { Text = "scripted" };
}
