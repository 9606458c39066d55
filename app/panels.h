#pragma once

namespace deltascope::views {
class AddDeltaPanel;
class BenchPanel;
class ComparePanel;
class EvaluatePanel;
class InspectorPanel;
class ModulesPanel;
class RackPanel;
class ResponsiblePanel;
class ServersPanel;
class ShelfPanel;
class Toasts;
} // namespace deltascope::views

namespace deltascope::app {

class HeadBar;
class TopBar;

/// The parts of the window; its widgets own them.
struct Panels {
    TopBar *topBar;
    HeadBar *headBar;
    views::Toasts *messages;
    views::RackPanel *rack;
    views::ModulesPanel *modules;
    views::InspectorPanel *inspector;
    views::AddDeltaPanel *addDelta;
    views::ShelfPanel *shelf;
    views::BenchPanel *bench;
    views::EvaluatePanel *evaluate;
    views::ComparePanel *compare;
    views::ResponsiblePanel *responsible;
    views::ServersPanel *servers;
};

} // namespace deltascope::app
